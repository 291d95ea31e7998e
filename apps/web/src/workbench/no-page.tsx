import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PageHeading } from "./page-heading.tsx";

export function NoSuchPage(): ReactNode {
  return (
    <>
      <PageHeading>There is no such page</PageHeading>
      <p>
        <Link to="/">Go to the study</Link>
      </p>
    </>
  );
}

/** A fault of ours, or a part of the screens that could not be fetched because Plait was started anew. */
export function PageFailed({ error }: ErrorComponentProps): ReactNode {
  return (
    <>
      <PageHeading>This page could not be shown</PageHeading>
      <p>Nothing that was saved is lost. Load the page again; if it stays so, report what stands here:</p>
      <p>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </p>
      <p>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          Load the page again
        </button>
      </p>
    </>
  );
}
