import { z } from "zod";
import { ROLES } from "../callers.ts";
import type { Shapes } from "../route.ts";
import type { sessionRoutes } from "./session-routes.ts";

const study = z.strictObject({ title: z.string(), languages: z.array(z.string()) });

/** Who is signed in. */
const session = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("nobody"), hasAccounts: z.boolean() }),
  z.strictObject({ kind: z.literal("participant"), study }),
  z.strictObject({ kind: z.literal("staff"), name: z.string(), role: z.enum(ROLES), study }),
]);

const name = z.string().trim().min(1).max(100);
const passphrase = z.string().min(12).max(1000);
const account = z.strictObject({ name, role: z.enum(ROLES), closed: z.boolean() });

export const sessionShapes = {
  readSession: { reply: session },
  openLink: { body: z.strictObject({ token: z.string().min(20).max(100) }), reply: session },
  signIn: { body: z.strictObject({ name, passphrase }), reply: session },
  enterCode: { body: z.strictObject({ code: z.string().min(1).max(40) }), reply: session },
  signOut: { reply: session },
  changePassphrase: {
    body: z.strictObject({ name, current: z.string().min(1).max(1000), passphrase }),
    reply: session,
  },
  listAccounts: { reply: z.strictObject({ accounts: z.array(account) }) },
  makeAccount: { body: z.strictObject({ name, role: z.enum(ROLES), passphrase }), reply: account },
  changeAccount: {
    body: z.strictObject({
      name,
      role: z.enum(ROLES).exactOptional(),
      passphrase: passphrase.exactOptional(),
      closed: z.boolean().exactOptional(),
    }),
    reply: account,
  },
} as const satisfies Readonly<Record<keyof typeof sessionRoutes, Shapes>>;
