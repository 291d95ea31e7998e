/** The one-time link that Plait prints ends in `#link=…`. It is taken out of the address before anything else can read it. */
export function takeLinkToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get("link");
  if (token !== null) window.history.replaceState(null, "", window.location.pathname);
  return token;
}
