import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { RefusedCall } from "./room.ts";

/** Seconds; names of built files change with their contents. */
const A_YEAR = 31_536_000;

/** Pages by the address a person may type. */
const PAGES = { "/": "index.html", "/sort": "sort.html", "/sort/tablet": "sort.html" } as const;

/** Whether the folder holds screens that were built. */
export function hasScreens(folder: string): boolean {
  return existsSync(join(folder, PAGES["/"]));
}

/**
 * Serves the built screens, each file that is in the folder now and no other; and denies every route that is not there. The workbench has addresses of its
 * own, all of which are its one page.
 */
export async function serveScreens(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder !== undefined) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isNamedByContents = relative(folder, path).startsWith(`assets${sep}`);
        reply.header("cache-control", isNamedByContents ? `public, max-age=${A_YEAR}, immutable` : "no-cache");
      },
    });
    for (const [address, page] of Object.entries(PAGES)) app.get(address, (_request, reply) => reply.sendFile(page));
  }
  app.setNotFoundHandler((request, reply) => {
    const [path = ""] = request.url.split("?", 1);
    if (folder !== undefined && request.method === "GET" && isAddressOfWorkbench(path)) {
      return reply.sendFile(PAGES["/"]);
    }
    throw new RefusedCall(404, "no-such-route", "There is nothing under this address.");
  });
}

/** Words between slashes: neither a file nor anything of the interface. */
function isAddressOfWorkbench(path: string): boolean {
  return /^(?:\/[a-z0-9-]+)+\/?$/u.test(path) && !/^\/(?:api|assets)(?:\/|$)/u.test(path);
}
