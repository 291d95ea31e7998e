import { createHash, timingSafeEqual } from "node:crypto";

/** What is printed where the server was started: whoever has the terminal comes in as owner, once. */
export interface OneTimeLink {
  readonly token: string;
  /** `used`: the token was right, and is no longer. */
  open(token: string): "opened" | "used" | "wrong";
}

export function makeOneTimeLink(randomBytes: (count: number) => Uint8Array): OneTimeLink {
  const token = Buffer.from(randomBytes(32)).toString("base64url");
  const expected = digest(token);
  let isUsed = false;
  return {
    token,
    open: (given) => {
      // Digests have one length, and what takes how long to compare says nothing of the token.
      if (!timingSafeEqual(digest(given), expected)) return "wrong";
      if (isUsed) return "used";
      isUsed = true;
      return "opened";
    },
  };
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
