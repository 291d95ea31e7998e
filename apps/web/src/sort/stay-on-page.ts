/** Marks the entry of the history in which the page stands. */
const HERE = "here";

/**
 * Keeps the back button on the page: it goes to an entry of the same page, and forward again. The entry is made with the first touch or key, since browsers pass
 * over those that nobody did anything for.
 */
export function stayOnPage(window: Window): void {
  const { history } = window;
  const stand = (): void => {
    if (history.state !== HERE) history.pushState(HERE, "");
  };
  window.addEventListener("pointerdown", stand);
  window.addEventListener("keydown", stand);
  window.addEventListener("popstate", () => {
    if (history.state !== HERE) history.forward();
  });
}
