import fc from "fast-check";
import { expect, test } from "vitest";
import { payReference } from "@/server/kernel/pay-reference";
import { identifiersOf, operationOf } from "./identifiers";
import { type Evidence, judge } from "./judge";
import { payerKey } from "./payer-key";

const nothing: Evidence = {
  ...{ reference: [], taxId: [], invoiceNumber: [], samePayer: [] },
  ...{ amountInvoice: [], amountDebt: [], proofs: [], payments: [] },
};
const given = (over: Partial<Evidence>) => judge({ ...nothing, ...over });

test("a line names people by reference, tax id and invoice, and its operation without marks and zeros", () => {
  const found = identifiersOf({
    reference: "00-412 876",
    text: `TRANSF DE 10.456.789-K ref ${payReference(12)} F001-00000123 20601234567`,
  });
  expect(found.numbers).toContain(12);
  expect(found.taxIds).toEqual(expect.arrayContaining(["10456789K", "20601234567"]));
  expect(found.invoiceNumbers).toContain("F001-00000123");
  expect(found.operation).toBe("412876");
  expect(operationOf("0012")).toBe("");
});

test("who and how much must agree to be certain; either of them alone is not", () => {
  expect(given({ reference: ["rosa"], amountInvoice: ["rosa"] })).toMatchObject({
    ...{ confidence: "certain", customerId: "rosa", reasons: ["reference", "amountInvoice"] },
  });
  expect(given({ taxId: ["rosa"], amountDebt: ["rosa"] }).confidence).toBe("certain");
  expect(given({ reference: ["rosa"] }).confidence).toBe("likely");
  expect(given({ reference: ["rosa"], amountInvoice: ["luis"] }).confidence).toBe("likely");
  expect(given({ amountInvoice: ["rosa"] })).toMatchObject({
    confidence: "weak",
    customerId: "rosa",
  });
  expect(given({ amountInvoice: ["rosa", "luis"] })).toMatchObject({
    confidence: "none",
    customerId: null,
  });
  expect(given({ samePayer: ["rosa"] }).confidence).toBe("weak");
  expect(given({ samePayer: ["rosa"], amountInvoice: ["rosa"] }).confidence).toBe("likely");
  expect(given({ reference: ["rosa", "luis"] })).toMatchObject({
    confidence: "weak",
    customerId: null,
  });
});

test("a proof that waits with its operation is approved by it, and one of the same amount goes with its customer", () => {
  const proof = { id: "p", customerId: "rosa", operation: true };
  expect(given({ proofs: [proof] })).toMatchObject({ confidence: "certain", proofId: "p" });
  expect(given({ proofs: [proof, { ...proof, id: "q" }] })).toMatchObject({
    confidence: "weak",
    proofId: null,
  });
  expect(given({ proofs: [proof], reference: ["luis"] }).confidence).toBe("likely");
  const silent = { ...proof, operation: false };
  expect(given({ proofs: [silent], reference: ["rosa"] })).toMatchObject({
    confidence: "certain",
    proofId: "p",
  });
  expect(given({ proofs: [silent] })).toMatchObject({ confidence: "weak", proofId: "p" });
});

test("what stands already as a payment is linked and never posted again", () => {
  const payment = { id: "y", customerId: "rosa", operation: true };
  expect(
    given({ payments: [payment], reference: ["rosa"], amountInvoice: ["rosa"] }),
  ).toMatchObject({
    ...{ confidence: "certain", paymentId: "y", proofId: null },
  });
  const silent = { ...payment, operation: false };
  expect(given({ payments: [silent], reference: ["rosa"], amountInvoice: ["rosa"] })).toMatchObject(
    {
      ...{ confidence: "likely", paymentId: "y" },
    },
  );
  expect(given({ payments: [silent] })).toMatchObject({ confidence: "likely", paymentId: "y" });
});

test("no evidence makes certain whom only the amount names, nor offers to post what stands", () => {
  const ids = fc.subarray(["rosa", "luis", "ana"]);
  const rows = fc.array(
    fc.record({
      id: fc.uuid(),
      customerId: fc.constantFrom("rosa", "luis", "ana"),
      operation: fc.boolean(),
    }),
    { maxLength: 3 },
  );
  const any = fc.record({
    ...{ reference: ids, taxId: ids, invoiceNumber: ids, samePayer: ids },
    ...{ amountInvoice: ids, amountDebt: ids, proofs: rows, payments: rows },
  });
  fc.assert(
    fc.property(any, (evidence) => {
      const { confidence, customerId, proofId, paymentId } = judge(evidence);
      const named = [...evidence.reference, ...evidence.taxId, ...evidence.invoiceNumber];
      const operations = [...evidence.proofs, ...evidence.payments].some(
        ({ operation }) => operation,
      );
      if (confidence === "certain") {
        expect(customerId).not.toBeNull();
        expect(operations || named.includes(customerId ?? "")).toBe(true);
      }
      if (proofId !== null) expect(paymentId).toBeNull();
      const own = evidence.payments.filter((one) => one.customerId === customerId);
      if (confidence === "certain" && paymentId === null && !operations) expect(own).toEqual([]);
    }),
  );
});

test("a payer is told by their name, and not by what every line says", () => {
  expect(payerKey("TRANSF. INTERBANCARIA DE JUAN PEREZ LOPEZ 00123")).toBe("juan perez lopez");
  expect(payerKey("Transferencia recibida 991")).toBe("");
});
