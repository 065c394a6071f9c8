/** Tokens of a practice number begin so (`standins/whatsapp/demo.ts`); no vendor gives such a token. */
export const PRACTICE_TOKEN = "practice-";

/** Is it the key of a practice number? */
export const isPractice = (accessToken: string): boolean => accessToken.startsWith(PRACTICE_TOKEN);
