// @ts-check
// What the server fills in when it puts the widget together: the Dutch sentences and the style sheet.
/** @type {Record<string, string>} */
export const TEXTS = {};
export const STYLE = "";
export const VERSION = "";
