import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { mailboxAddress, openFromMailbox, type StudyKey } from "@plait/journal";

/** What devices seal to a study, and by what it is known whose it is. */
export interface StudyMailbox {
  /** The study's public key, in base64. */
  readonly address: string;
  /**
   * What a device is given when a participant's code was typed on it, and puts into what it seals: whoever has it can hand something over as that participant,
   * and read nothing. It stays the same when the participant gets another code, so that what waits on a device is not lost by that.
   */
  ticketOf(participant: string): string;
  isTicketOf(participant: string, ticket: string): boolean;
  /** @throws SealBroken where it was sealed to another study, changed or cut off, or is nothing sealed */
  open(sealed: Uint8Array): string;
}

export function openStudyMailbox(key: StudyKey): StudyMailbox {
  const ticketKey = new Uint8Array(hkdfSync("sha256", key.derive("mailbox"), "", "plait mailbox 1 ticket", 32));
  const ticketOf = (participant: string): string => createHmac("sha256", ticketKey).update(participant).digest("hex");
  return {
    address: Buffer.from(mailboxAddress(key)).toString("base64"),
    ticketOf,
    isTicketOf: (participant, ticket) => {
      const [own, given] = [Buffer.from(ticketOf(participant)), Buffer.from(ticket)];
      return own.length === given.length && timingSafeEqual(own, given);
    },
    open: (sealed) => new TextDecoder().decode(openFromMailbox(key, sealed)),
  };
}
