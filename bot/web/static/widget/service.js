// @ts-check
import { say } from "./dom.js";

const LONGEST_MS = 45_000;
const FAILURES = { 429: "busy", 503: "starting", 404: "refused", 413: "refused", 422: "refused", 401: "refused", 403: "refused" };

/** Why there is no answer, in Dutch, and after how many seconds it makes sense to try again. */
export class Failure extends Error {
  /** @param {string} kind @param {string} [detail] @param {number} [wait] */
  constructor(kind, detail = "", wait = 0) {
    super(say(`fail_${kind}`, { detail }));
    this.kind = kind;
    this.wait = wait;
  }
}

/** The API of the assistant, for one company. */
export class Service {
  /** @param {string} base address of the API, with a slash at its end @param {string} company @param {string | null} [key] of this website */
  constructor(base, company, key) {
    this.base = base;
    this.company = company;
    this.key = key;
  }

  /**
   * The complete answer; what comes before it goes to `on`, by the name of its event.
   * @param {Record<string, any>} question
   * @param {(name: string, data: any) => void} on
   * @param {AbortController} stop
   */
  async ask(question, on, stop) {
    let late = false;
    const timer = setTimeout(() => ((late = true), stop.abort()), LONGEST_MS);
    try {
      const reply = await this.send("POST", "chat/stream", { company: this.company, ...question }, stop.signal);
      return await finalEvent(reply, on);
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(late ? "timeout" : navigator.onLine ? "unreachable" : "offline");
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * What is read at an address of the API.
   * @param {string} path
   */
  async read(path) {
    return (await this.send("GET", path)).json();
  }

  /**
   * The reply of the server. Throws a Failure where it refused.
   * @param {string} method @param {string} path @param {object} [body] @param {AbortSignal} [signal]
   */
  async send(method, path, body, signal) {
    const reply = await fetch(this.base + path, {
      method,
      signal,
      credentials: "omit",
      headers: { ...(body && { "Content-Type": "application/json" }), ...(this.key && { "X-Site-Key": this.key }) },
      body: body && JSON.stringify(body),
    });
    if (!reply.ok) throw await refusal(reply);
    return reply;
  }
}

/** @param {Response} reply */
async function refusal(reply) {
  const problem = await reply.json().catch(() => ({}));
  return failure(reply.status, problem.detail, Number(reply.headers.get("Retry-After")) || 0);
}

/** @param {number} status @param {string} [detail] @param {number} [wait] */
const failure = (status, detail, wait) => new Failure(FAILURES[status] || "broken", detail || "", wait);

/** @param {Response} reply @param {(name: string, data: any) => void} on */
async function finalEvent(reply, on) {
  for await (const [name, data] of events(/** @type {any} */ (reply.body))) {
    if (name === "done") return data;
    if (name === "error") throw failure(data.status, data.detail);
    on(name, data);
  }
  throw new Failure("broken");
}

/**
 * Server-sent events as they come in: pairs of name and value.
 * @param {ReadableStream<Uint8Array>} body
 */
async function* events(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() || "";
    for (const block of blocks) {
      const event = parsed(block);
      if (event) yield event;
    }
    if (done) return;
  }
}

/** @param {string} block @returns {[string, any] | null} */
function parsed(block) {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line) || ["", "", ""]);
  const data = fields.filter((field) => field[1] === "data").map((field) => field[2]).join("\n");
  const name = fields.find((field) => field[1] === "event");
  return data ? [name ? name[2] : "message", JSON.parse(data)] : null;
}
