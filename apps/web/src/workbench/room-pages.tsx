import { Link, type LinkProps, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface RoomPagesProps {
  /** Of the room. */
  readonly label: string;
  readonly pages: readonly { readonly to: NonNullable<LinkProps["to"]>; readonly name: string }[];
}

/** The pages of a room, and the one that is open. */
export function RoomPages({ label, pages }: RoomPagesProps): ReactNode {
  return (
    <>
      <nav aria-label={label}>
        <ul className="room-pages">
          {pages.map(({ to, name }) => (
            <li key={name}>
              <Link to={to} activeOptions={{ exact: true, includeSearch: false }}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="room-page">
        <Outlet />
      </div>
    </>
  );
}
