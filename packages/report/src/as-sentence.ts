/** Words with a capital at the start and one full stop, question or exclamation mark at the end. */
export function asSentence(words: string): string {
  const trimmed = words.trim();
  const capitalised = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(trimmed) ? capitalised : `${capitalised}.`;
}
