import { z } from "zod";

/** Module `rates`: are the exchange rates of the country's central bank taken over each day? */
export const ratesSettings = z.object({ official: z.boolean().default(false) });
