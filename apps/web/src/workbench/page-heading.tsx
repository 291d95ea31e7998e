import { type ReactNode, useEffect, useRef } from "react";

let pagesOpened = 0;

/** The heading of a page: the window is titled after it, and focus goes to it when the page is opened from another. */
export function PageHeading({ children, within }: { readonly children: string; readonly within?: string }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [children, within, "Plait"].filter((part) => part !== undefined).join(" – ");
  }, [children, within]);
  useEffect(() => {
    // The first page of a visit begins at its top, as any page does.
    if (pagesOpened++ > 0) heading.current?.focus();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
