// @ts-check
const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];
const PALE = [243, 245, 248]; // --soft of the style sheet, light and dark
const DUSK = [34, 39, 46];
const READABLE = 4.6;

/**
 * Custom properties for an accent colour: readable on it, and itself readable on light and dark; none for what is no colour.
 * @param {string | null} colour
 * @returns {Record<string, string>}
 */
export function accent(colour) {
  const rgb = channels(colour);
  if (!rgb) return {};
  const on = contrast(rgb, WHITE) >= READABLE ? WHITE : BLACK;
  return {
    "--accent": css(rgb),
    "--on-accent": css(on),
    "--link-light": css(towards(rgb, PALE, BLACK)),
    "--link-dark": css(towards(rgb, DUSK, WHITE)),
  };
}

/** @param {string | null} colour */
function channels(colour) {
  if (!colour || !CSS.supports("color", colour)) return null;
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return null;
  pen.fillStyle = colour;
  const hex = /^#(..)(..)(..)$/.exec(pen.fillStyle);
  return hex && hex.slice(1).map((part) => parseInt(part, 16));
}

/** The colour, moved to another one until it is readable on a ground. @param {number[]} rgb @param {number[]} ground @param {number[]} end */
function towards(rgb, ground, end) {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = rgb.map((part, place) => Math.round(part + (end[place] - part) * share));
    if (contrast(mixed, ground) >= READABLE) return mixed;
  }
  return end;
}

/** @param {number[]} one @param {number[]} other */
function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance, as WCAG defines it. @param {number[]} rgb */
function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {number[]} rgb */
const css = (rgb) => `rgb(${rgb.join(" ")})`;
