import { openDocument } from "./quick-document";

/** Who a document comes from, as it stands on paper. */
export type Letterhead = {
  name: string;
  /** `#rrggbb` on white (≥ 4.5:1), and of the stripe. */
  text: string;
  fill: string;
  /** JPEG or PNG without transparency. */
  logo: Uint8Array | null;
  header: string;
  footer: string;
};

export type Paper = { title: string; locale: string; at: Date; head: Letterhead };

export const MARGIN = 56;
export const INK = "#18181b";
export const QUIET = "#52525b";

/**
 * An A4 document with nothing in it yet: tagged, with its title and language, in the standard fonts. Its bytes depend on
 * what is drawn and on `at` alone: no clock, no random id, no file and no network.
 */
export function openPaper({ title, locale, at, head }: Paper): {
  doc: PDFKit.PDFDocument;
  finish: () => Uint8Array;
} {
  return openDocument({
    size: "A4",
    margins: { top: 132, bottom: 92, left: MARGIN, right: MARGIN },
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: locale,
    displayTitle: true,
    info: {
      Title: title,
      Author: head.name,
      Creator: head.name,
      Producer: head.name,
      CreationDate: at,
      ModDate: at,
    },
  });
}
