import { Refused, type ReplyOf } from "@plait/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";
import { Answer } from "./answer.tsx";
import { takeLinkToken } from "./link-token.ts";
import { forgetAll, question } from "./queries.ts";
import { call } from "./server-call.ts";
import { SignIn } from "./sign-in.tsx";

export type StaffSession = Extract<ReplyOf<"readSession">, { kind: "staff" }>;

const SignedIn = createContext<StaffSession | null>(null);

/** Who is signed in. For what stands inside the gate. */
export function useSignedIn(): StaffSession {
  const session = useContext(SignedIn);
  if (session === null) throw new Error("used outside of the gate");
  return session;
}

const token = takeLinkToken();

/** Lets staff in, by the link that was followed, or asks for name and passphrase. Where the session ends, everything behind is taken away. */
export function SessionGate({ children }: { readonly children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const wasSignedIn = useRef(false);
  const link = useMutation({
    mutationFn: (body: { readonly token: string }) => call("openLink", { body }),
    onSettled: () => forgetAll(client),
  });
  const { mutate: openLink, isIdle } = link;
  const isAsked = useRef(false);
  useEffect(() => {
    if (token === null || isAsked.current) return;
    isAsked.current = true;
    openLink({ token });
  }, [openLink]);
  const isOpening = token !== null && (isIdle || link.isPending);
  const session = useQuery({ ...question("readSession"), enabled: !isOpening });
  useEndOfSession();
  if (isOpening) return <p role="status">Opening the study …</p>;
  return (
    <Answer query={session} of="who is signed in">
      {(who) => {
        if (who.kind !== "staff") {
          return <SignIn session={who} wasSignedIn={wasSignedIn.current} linkError={link.error} />;
        }
        wasSignedIn.current = true;
        return <SignedIn value={who}>{children}</SignedIn>;
      }}
    </Answer>
  );
}

/** Any answer that says "signed out" closes the gate. */
function useEndOfSession(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type === "updated" && query.state.status === "error" && isSignedOut(query.state.error)) forgetAll(client);
      }),
    [client],
  );
  useEffect(
    () =>
      client.getMutationCache().subscribe(({ type, mutation }) => {
        if (type === "updated" && isSignedOut(mutation.state.error)) forgetAll(client);
      }),
    [client],
  );
}

function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.code === "signed-out";
}
