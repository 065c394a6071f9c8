import { createElement } from "react";
import { Message, type MessageProps } from "./message";
import { renderEmail } from "./render";

/** The HTML body of a templated mail. Only http, https and mailto addresses ever become links (`fillBlocks`). */
export const renderMessage = async (props: MessageProps): Promise<string> =>
  (await renderEmail(createElement(Message, props))).html;
