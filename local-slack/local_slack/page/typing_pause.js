/** The moment between what a person types and its sending, where an input sends what is typed. */

const PAUSE = 300; // ms

/**
 * While the form around `node` is being sent, with all that was typed, the moment lasts on; if the form stays, it ends then.
 * @param {HTMLElement} node the input @param {() => void} send
 */
export function createPause(node, send) {
  let timer;
  function begin() {
    clearTimeout(timer);
    timer = setTimeout(() => (node.closest("form[aria-busy=true]") ? begin() : send()), PAUSE);
  }
  function end() {
    clearTimeout(timer);
    send();
  }
  return { begin, end };
}
