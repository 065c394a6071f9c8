/** QStash's own backoff: min(86400, e^(2.5 n)) seconds for the n-th retry (1-based): 12 s, 2m28, 30m, 6h, 24h. */
export const defaultRetryDelayMs = (retry: number): number =>
  Math.round(Math.min(86_400, Math.exp(2.5 * retry)) * 1000);

const FUNCTIONS: Record<string, (...values: number[]) => number> = {
  pow: Math.pow,
  exp: Math.exp,
  sqrt: Math.sqrt,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  min: Math.min,
  max: Math.max,
};

/** Value of an `Upstash-Retry-Delay` expression in milliseconds; undefined when it is not one. */
export function retryDelayOf(expression: string, retried: number): number | undefined {
  const tokens = expression.match(/\d+(?:\.\d+)?|[a-z]+|[-+*/(),]/g) ?? [];
  if (tokens.join("") !== expression.replaceAll(/\s/g, "")) return undefined;
  try {
    const value = new Expression(tokens, retried).value();
    return Number.isFinite(value) ? Math.max(0, value) : undefined;
  } catch {
    return undefined;
  }
}

/** Sums of products of numbers, `retried`, functions and brackets. */
class Expression {
  private at = 0;
  constructor(
    private readonly tokens: readonly string[],
    private readonly retried: number,
  ) {}

  value(): number {
    const value = this.sum();
    if (this.at < this.tokens.length) throw new SyntaxError("rest");
    return value;
  }

  private sum(): number {
    let value = this.product();
    while (this.sees("+", "-")) value += this.take() === "+" ? this.product() : -this.product();
    return value;
  }

  private product(): number {
    let value = this.factor();
    while (this.sees("*", "/"))
      value = this.take() === "*" ? value * this.factor() : value / this.factor();
    return value;
  }

  private factor(): number {
    const token = this.take();
    if (token === "-") return -this.factor();
    if (token === "(") return this.closed(this.sum());
    if (token === "retried") return this.retried;
    const call = FUNCTIONS[token];
    if (call) return call(...this.parameters());
    if (/^\d/.test(token)) return Number(token);
    throw new SyntaxError(token);
  }

  private parameters(): number[] {
    if (this.take() !== "(") throw new SyntaxError("bracket");
    const values = [this.sum()];
    while (this.sees(",")) {
      this.take();
      values.push(this.sum());
    }
    return this.closed(values);
  }

  private closed<T>(value: T): T {
    if (this.take() !== ")") throw new SyntaxError("bracket");
    return value;
  }

  private sees(...tokens: string[]): boolean {
    return tokens.includes(this.tokens[this.at] ?? "");
  }

  private take(): string {
    return this.tokens[this.at++] ?? "";
  }
}
