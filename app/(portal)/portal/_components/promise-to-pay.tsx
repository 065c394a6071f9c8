import { caller, orLeave } from "@/app/_trpc/server";
import { PromiseForm } from "./promise-form";

/** Where something is overdue: until when it may be promised, or why not. Nothing where the company does not offer it. */
export async function PromiseToPay() {
  const terms = await orLeave(async () => (await caller()).portal.promiseTerms());
  return terms && <PromiseForm terms={terms} />;
}
