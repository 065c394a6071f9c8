/** Name of the job that makes one attempt; apart, so that who asks for it does not load the way out. */
export const DELIVER_WEBHOOK = "webhooks.deliver";
