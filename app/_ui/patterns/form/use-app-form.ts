"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type DefaultValues, type FieldValues, useForm, type UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { issueKey } from "./field-message";

/** A form's handle: what is typed (`V`) and what the schema makes of it (`T`). */
export type AppForm<V extends FieldValues, T = V> = UseFormReturn<V, unknown, T>;

type AppFormOptions<V extends FieldValues, T> = {
  /** The same schema that the server checks with (`server/modules/<m>/schema.ts`). */
  schema: z.ZodType<T, V>;
  defaultValues: DefaultValues<V>;
};

/** react-hook-form with the server's schema: checked when submitted, then again while the person corrects. */
export function useAppForm<V extends FieldValues, T>({
  schema,
  defaultValues,
}: AppFormOptions<V, T>): AppForm<V, T> {
  return useForm<V, unknown, T>({
    // Through a narrow door: the resolver's own types lose zod's generics.
    resolver: zodResolver(schema as never, { error: issueKey } as never) as never,
    defaultValues,
    mode: "onSubmit",
    reValidateMode: "onChange",
    shouldFocusError: false,
  });
}
