import type { FastifyHelmetOptions } from "@fastify/helmet";

const own = ["'self'"];
const ownAndMade = ["'self'", "data:", "blob:"];

/** Pages run and show what this server serves and nothing else, stand in no frame, and tell no other site where they were. */
export const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    // Without the defaults: `upgrade-insecure-requests` would break plain http in a room.
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: own,
      styleSrc: own,
      fontSrc: own,
      connectSrc: own,
      manifestSrc: own,
      workerSrc: own,
      imgSrc: ownAndMade,
      mediaSrc: ownAndMade,
      formAction: own,
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: "deny" },
  referrerPolicy: { policy: "no-referrer" },
  // Another server may be on this host tomorrow, without TLS.
  strictTransportSecurity: false,
};

const NO_DEVICE = "camera=(), geolocation=(), display-capture=(), usb=(), bluetooth=()";

/** What a page may ask the device for: on the page of participants a microphone, for those who would rather tell than write. */
export function permissionsOf(path: string): string {
  const isSort = /^\/sort(?:[/?]|$)/u.test(path);
  return `microphone=${isSort ? "(self)" : "()"}, ${NO_DEVICE}`;
}
