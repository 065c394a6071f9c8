import { useFormatter } from "next-intl";

const GB = 1_000_000_000;

/** An amount of a limited resource in words: bytes as GB, the rest as a number. */
export function useResourceAmount(): (resource: string, value: number) => string {
  const format = useFormatter();
  return (resource, value) =>
    resource === "storageBytes"
      ? `${format.number(value / GB, { maximumFractionDigits: 1 })} GB`
      : format.number(value);
}
