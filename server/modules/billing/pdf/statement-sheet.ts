import { type Frame, framed } from "./frame";
import type { Sheet, SheetRow } from "./sheet";
import type { DocumentWord, Speech } from "./words";

/** Movements of a customer's account in one currency; above zero: more is owed. */
export type StatementFacts = {
  currency: string;
  from: string;
  to: string;
  openingMinor: number;
  closingMinor: number;
  debitMinor: number;
  creditMinor: number;
  rows: readonly {
    onDay: string;
    kind: string;
    reference: string;
    amountMinor: number;
    balanceMinor: number;
  }[];
};

const KINDS = new Set(
  "invoice creditNote payment refund writeOff void opening fx deposit allocation".split(" "),
);

/** The statement as a sheet; pure. */
export function statementSheet(statement: StatementFacts, frame: Frame): Sheet {
  const { say, money, day } = frame.speech;
  const { from, to, openingMinor, closingMinor } = statement;
  return {
    ...framed(frame, say("statement"), ""),
    notices: [say("noFiscalValue")],
    facts: [
      { label: say("period"), value: say("periodText", { from: day(from), to: day(to) }) },
      { label: say("currency"), value: statement.currency },
    ],
    columns: [
      { label: say("movement"), width: 0.4, align: "left" },
      { label: say("day"), width: 0.15, align: "left" },
      { label: say("charge"), width: 0.15, align: "right" },
      { label: say("payment"), width: 0.15, align: "right" },
      { label: say("balance"), width: 0.15, align: "right" },
    ],
    rows: [
      { cells: [say("opening"), "", "", "", balanceText(openingMinor, frame.speech)], note: "" },
      ...statement.rows.map((row) => rowOf(row, frame.speech)),
    ],
    totals: [
      { label: say("charge"), value: money(statement.debitMinor) },
      { label: say("payment"), value: money(statement.creditMinor) },
      {
        label: say("closing", { day: day(to) }),
        value: balanceText(closingMinor, frame.speech),
        strong: true,
      },
    ],
    sections: [],
  };
}

function rowOf(row: StatementFacts["rows"][number], speech: Speech): SheetRow {
  const { say, money, day } = speech;
  const kind = `entry_${KINDS.has(row.kind) ? row.kind : "other"}` as DocumentWord;
  const charge = row.amountMinor > 0 ? money(row.amountMinor) : "";
  const payment = row.amountMinor < 0 ? money(-row.amountMinor) : "";
  return {
    cells: [
      [say(kind), row.reference].filter(Boolean).join(" "),
      ...[day(row.onDay), charge, payment, money(row.balanceMinor)],
    ],
    note: "",
  };
}

const balanceText = (minor: number, { say, money }: Speech): string =>
  minor < 0 ? `${money(-minor)} ${say("inFavour")}` : money(minor);
