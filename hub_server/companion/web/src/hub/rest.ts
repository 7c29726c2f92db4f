import { Away, Refusal } from "./refusal";
import type { Problem } from "./wire";

const LONGEST_MS = 10_000;

/** One REST call. Throws `Refusal` when the hub says no, `Away` when it does not answer. */
export async function call<T>(
  method: "GET" | "POST",
  path: string,
  options: { body?: unknown; token?: string } = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.token !== undefined) headers["authorization"] = `Bearer ${options.token}`;
  if (options.body !== undefined) headers["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(LONGEST_MS),
    });
  } catch (error) {
    throw new Away(String(error));
  }
  const text = await response.text();
  if (response.ok) return (text === "" ? undefined : JSON.parse(text)) as T;
  throw new Refusal(problemIn(text, response.status));
}

function problemIn(text: string, status: number): Problem {
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.code === "string" && typeof problem.message === "string") {
      return problem as Problem;
    }
  } catch {
    // Not from the hub itself: something in between answered.
  }
  if (status >= 500) throw new Away(`status ${status}`);
  return { code: "UNKNOWN", message: `The hub answered with status ${status}.` };
}
