import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useIsOnline } from "./is-online.ts";
import { useLiveNews } from "./live-news.ts";
import { forgetAll } from "./queries.ts";
import { roleInWords } from "./role-in-words.ts";
import { roomsFor } from "./rooms.ts";
import { call } from "./server-call.ts";
import { useSignedIn } from "./session-gate.tsx";
import "./frame.css";

/** What stands around every page: the study, its rooms, who is signed in. */
export function Frame(): ReactNode {
  const session = useSignedIn();
  const client = useQueryClient();
  const isOnline = useIsOnline();
  useLiveNews(client);
  const signOut = useMutation({ mutationFn: () => call("signOut"), onSettled: () => forgetAll(client) });
  return (
    <>
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <header className="frame-head">
        <p className="frame-study">
          <span className="frame-mark">Plait</span> <span className="long-words">{session.study.title}</span>
        </p>
        <p className="frame-person">
          <span>
            {session.name}, {roleInWords[session.role]}
          </span>
          <Link to="/passphrase">Change passphrase</Link>
          <button type="button" className="button second" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
            Sign out
          </button>
        </p>
        <nav aria-label="Rooms">
          <ul className="frame-rooms">
            {roomsFor(session.role).map(({ to, name }) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: to === "/" }}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      {!isOnline && (
        <p className="frame-offline" role="status">
          This device is offline. What is shown may be old, and nothing can be saved.
        </p>
      )}
      <main id="page" className="frame-page" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
