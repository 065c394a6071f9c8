import { type TakenMessage, waIdOf, type WhatsappStandin } from "./handler";
import { signatureOf, statusNotice, type Told } from "./statuses";

/** How far a message has come: taken by the service, told to the business, or seen by its person. */
export type Reached = "accepted" | Told;
export type PhoneMessage = TakenMessage & { reached: Reached };
/** What the service tells the business, signed; gives whether it was taken. */
export type Tell = (notice: { body: string; headers: Record<string, string> }) => Promise<boolean>;

/** A number that ends so is not on WhatsApp. */
export const NOT_ON_WHATSAPP = /00$/;
const UNDELIVERABLE = 131026;
const KEPT = 500;
/** Whose phone a message comes to. */
export const numberOf = ({ to, recipient }: TakenMessage): string => to ?? recipient ?? "";
/** About as long as the real service takes. */
const PAUSE_MS = 400;

/**
 * The phones of the demo's people: each message comes to its phone, and the business hears of it by signed notices, one
 * after another: sent, delivered, and read once somebody looks. Messages do not wait for each other. A number that is not on WhatsApp fails as the service fails
 * it: taken first, told by a notice later.
 */
export class Phones {
  readonly messages: PhoneMessage[] = [];
  private readonly standin: WhatsappStandin;
  private readonly tell: Tell;
  private readonly appSecret: string;
  /** What is being told, by message. */
  private readonly lines = new Map<string, Promise<void>>();
  private readonly looked = new Set<string>();

  constructor(standin: WhatsappStandin, how: { tell: Tell; appSecret: string }) {
    this.standin = standin;
    this.tell = how.tell;
    this.appSecret = how.appSecret;
    standin.onTaken = (taken) => this.take({ ...taken, reached: "accepted" });
  }

  /** A message that was taken, or one from before a stop, goes on where it stood. */
  take(message: PhoneMessage): void {
    this.messages.push(message);
    if (this.messages.length > KEPT) this.messages.splice(0, this.messages.length - KEPT);
    if (message.reached !== "accepted" && message.reached !== "sent") return;
    const fails = NOT_ON_WHATSAPP.test(numberOf(message));
    const steps: Told[] = fails ? ["failed"] : ["sent", "delivered"];
    for (const step of steps) if (step !== message.reached) this.say(message, step);
  }

  /** The person opens the chat with the business. */
  read(number: string): void {
    for (const message of this.of(number)) {
      if (message.reached === "read" || this.looked.has(message.id)) continue;
      this.looked.add(message.id);
      this.say(message, "read");
    }
  }

  /** What stands on a phone, oldest first: what failed never came. */
  of(number: string): PhoneMessage[] {
    return this.messages.filter((one) => numberOf(one) === number && one.reached !== "failed");
  }

  /** Once everything that was to be told is told. */
  async settled(): Promise<void> {
    await Promise.all(this.lines.values());
  }

  /** The notices of one message go out in their order. */
  private say(message: PhoneMessage, status: Told): void {
    const before = this.lines.get(message.id) ?? Promise.resolve();
    const line = before.then(async () => {
      if (message.reached === "read" || message.reached === "failed") return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
      const more = {
        timestamp: String(Math.floor(Date.now() / 1000)),
        recipientId: waIdOf(numberOf(message)),
        ...(status === "failed" && { code: UNDELIVERABLE }),
      };
      const body = statusNotice(this.standin, [[message, status, more]]);
      const headers = {
        "content-type": "application/json",
        "x-hub-signature-256": signatureOf(body, this.appSecret),
      };
      if (await this.tell({ body, headers })) message.reached = status;
    });
    this.lines.set(message.id, line);
    const done = () => this.lines.get(message.id) === line && this.lines.delete(message.id);
    line.then(done, done);
  }
}
