// @ts-check
/** @typedef {{question: string, reply: any, rating?: string, notice?: string}} Turn */

const MOST_TURNS = 40;

/** A conversation within this tab of the browser. Nothing is kept before the first message, and no cookie ever. */
export class Memory {
  /** @param {string} key */
  constructor(key) {
    this.key = key;
    /** @type {string | null} */
    this.id = null;
    /** @type {Turn[]} */
    this.turns = [];
    this.open = false;
    try {
      Object.assign(this, JSON.parse(sessionStorage.getItem(key) || "{}"));
    } catch {
      // a browser that keeps nothing, or something that is not ours: the conversation starts empty
    }
  }

  /** Keep the conversation as it is now. */
  save() {
    if (!this.id) return;
    const { id, open } = this;
    this.put(() => sessionStorage.setItem(this.key, JSON.stringify({ id, open, turns: this.turns.slice(-MOST_TURNS) })));
  }

  /** Forget everything. */
  erase() {
    this.id = null;
    this.turns = [];
    this.put(() => sessionStorage.removeItem(this.key));
  }

  /** @param {() => void} action */
  put(action) {
    try {
      action();
    } catch {
      // full or forbidden: the conversation goes on without
    }
  }
}
