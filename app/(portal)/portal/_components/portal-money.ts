import { getLocale } from "next-intl/server";
import { portalWords } from "./portal-format";

/** How the portal writes amounts and days, on the server: no script is needed for it. */
export const portalFormat = async () => portalWords(await getLocale());
