import { foldText } from "@/server/kernel/fold-text";

/**
 * What tells one transfer from another: the bank and its operation number, without how people write them (`BCP 00-123 456`
 * and `bcp 123456` are one). Empty without a number: nothing to tell by. Pure.
 */
export function operationKey(bank: string, operation: string): string {
  const plain = (text: string) => foldText(text).replaceAll(/[^a-z0-9]/g, "");
  const number = plain(operation).replace(/^0+/, "");
  return number === "" ? "" : `${plain(bank)}:${number}`;
}
