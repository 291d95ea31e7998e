import type { ShownCard } from "./cards.ts";

/** What is on a card: its picture, where it has one, and its words. */
export function CardFace({ card: { picture, text } }: { card: ShownCard }) {
  if (picture === undefined) return text;
  return (
    <>
      <img className="picture" src={picture.source} alt={picture.text} draggable={false} />
      {text}
    </>
  );
}
