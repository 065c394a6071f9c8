import { z } from "zod";

/** `POST /emails` as far as we use it; held to the vendor's own description by `conformance.test.ts`. */
export const sendEmailRequest = z.strictObject({
  from: z.string(),
  to: z.array(z.string()).min(1).max(50),
  subject: z.string(),
  reply_to: z.string().optional(),
  html: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  attachments: z
    .array(
      z.strictObject({
        filename: z.string(),
        /** Base64. */
        content: z.base64(),
        content_type: z.string(),
      }),
    )
    .optional(),
});
export type SendEmailRequest = z.output<typeof sendEmailRequest>;

export const sendEmailResponse = z.object({ id: z.string() });

/** Every refusal of the API. */
export const apiError = z.object({
  statusCode: z.number().nullish(),
  name: z.string(),
  message: z.string(),
});
