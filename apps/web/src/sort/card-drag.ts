import type { Target } from "./board-moves.ts";

/** So long a finger rests on a card before it drags it and no longer scrolls, in milliseconds. */
const HOLD = 120;
/** So far a pointer moves before it is a drag (mouse) or a scroll (finger), in pixels. */
const SLACK = 6;
/** So near to the edge of the window a dragged card scrolls the page, in pixels. */
const EDGE = 48;

export interface Dragging {
  readonly dropped: (card: string, to: Target) => void;
}

/**
 * Makes cards draggable by mouse, finger and pen: at once by the handle, by the card once it is held. Cards carry `data-card`, handles `data-handle`,
 * places `data-value` and `data-at`, the hand `data-hand`. A drag that ends elsewhere changes nothing.
 *
 * Returns how to take it away again.
 */
export function dragCards(board: HTMLElement, { dropped }: Dragging): () => void {
  let held: Held | undefined;

  const down = (event: PointerEvent) => {
    const card = elementAt(event.target, "[data-card]");
    if (card === undefined || !event.isPrimary || event.button !== 0 || held !== undefined) return;
    const isByHandle = elementAt(event.target, "[data-handle]") !== undefined;
    held = {
      card,
      pointer: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      ghost: undefined,
      over: undefined,
      timer: 0,
    };
    if (isByHandle) begin(held);
    else if (event.pointerType !== "mouse") held.timer = window.setTimeout(() => held && begin(held), HOLD);
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", giveUp, true);
  };
  const move = (event: PointerEvent) => {
    if (held === undefined || event.pointerId !== held.pointer) return;
    const isFar = Math.hypot(event.clientX - held.x, event.clientY - held.y) > SLACK;
    if (held.ghost === undefined && isFar) {
      if (event.pointerType !== "mouse") return cancel();
      begin(held);
    }
    if (held.ghost === undefined) return;
    held.ghost.style.translate = `${event.clientX - held.x}px ${event.clientY - held.y}px`;
    const over = targetAt(event);
    if (over !== held.over) {
      held.over?.classList.remove("drop-here");
      over?.classList.add("drop-here");
      held.over = over;
    }
    scrollNear(event.clientY);
  };
  const up = (event: PointerEvent) => {
    if (held === undefined || event.pointerId !== held.pointer) return;
    const { card, ghost } = held;
    const to = ghost && targetOf(targetAt(event));
    if (ghost !== undefined) swallowClick();
    cancel();
    if (to !== undefined) dropped(card.dataset.card ?? "", to);
  };
  const giveUp = (event: KeyboardEvent) => {
    if (event.key === "Escape" && held?.ghost !== undefined) {
      event.stopPropagation();
      cancel();
    }
  };
  const cancel = () => {
    if (held === undefined) return;
    window.clearTimeout(held.timer);
    held.ghost?.remove();
    held.over?.classList.remove("drop-here");
    held.card.classList.remove("dragged");
    held = undefined;
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", cancel);
    window.removeEventListener("keydown", giveUp, true);
  };
  // While a card is dragged the finger does not scroll, nor does it call up a menu. The browser asks this of the first move.
  const hold = (event: Event) => {
    if (held?.ghost !== undefined) event.preventDefault();
  };

  board.addEventListener("pointerdown", down);
  board.addEventListener("touchmove", hold, { passive: false });
  board.addEventListener("contextmenu", hold);
  return () => {
    cancel();
    board.removeEventListener("pointerdown", down);
    board.removeEventListener("touchmove", hold);
    board.removeEventListener("contextmenu", hold);
  };
}

interface Held {
  readonly card: HTMLElement;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  ghost: HTMLElement | undefined;
  over: HTMLElement | undefined;
  timer: number;
}

function begin(held: Held): void {
  const { left, top, width, height } = held.card.getBoundingClientRect();
  const copy = held.card.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return;
  copy.classList.add("ghost");
  copy.removeAttribute("data-card");
  copy.removeAttribute("data-value");
  copy.setAttribute("aria-hidden", "true");
  Object.assign(copy.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  document.body.append(copy);
  held.card.classList.add("dragged");
  held.ghost = copy;
}

function targetAt({ clientX, clientY }: PointerEvent): HTMLElement | undefined {
  return elementAt(document.elementFromPoint(clientX, clientY), "[data-value], [data-hand]");
}

function targetOf(element: HTMLElement | undefined): Target | undefined {
  if (element === undefined) return undefined;
  const { value, at, hand } = element.dataset;
  if (hand !== undefined) return "hand";
  return value === undefined || at === undefined ? undefined : { value: Number(value), at: Number(at) };
}

function elementAt(target: EventTarget | null, selector: string): HTMLElement | undefined {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof HTMLElement ? found : undefined;
}

function scrollNear(y: number): void {
  const below = y - (window.innerHeight - EDGE);
  const above = EDGE - y;
  if (below > 0) window.scrollBy(0, below / 3);
  else if (above > 0) window.scrollBy(0, -above / 3);
}

/** The click that ends a drag is none. */
function swallowClick(): void {
  const swallow = (event: Event) => event.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  window.setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
}
