import { z } from "zod";
import { methodsByRole } from "./sign-in/schema";

/** Settings of module `signIn`: apart from `auth`, because they are changed under a permission of their own, with step-up. */
export const signInSettings = z.object({ methodsByRole: methodsByRole.prefault({}) });
