/** What is measured, and by which processes. */
import type { Bundles } from "./build-bundles";
import type { Contestant } from "./contestants";
import { createCertificate, startDistantJwks, startLoopbackJwks } from "./jwks-server";
import { environmentOf, type JwksSource, measure } from "./measure";
import { email, requestEvents } from "./requests";
import { measureUnderRuntime } from "./runtime-api";
import { createUserPoolKeys } from "./user-pool-keys";

/** "first" is init and the first secured request together. Milliseconds, but for memory: bytes. */
export const measureNames = [
  "init",
  "first, JWKS given",
  "first, JWKS over loopback",
  "first, JWKS 5 ms away",
  "first, JWKS 20 ms away",
  "first, JWKS 50 ms away",
  "warm secured",
  "warm public",
  "memory",
  "runtime cold",
  "runtime cold, JWKS 20 ms away",
  "runtime warm",
] as const;
export type Measure = (typeof measureNames)[number];

/** One fresh process. It gives one sample of each of its measures. */
export type Trial = (contestant: Contestant) => Promise<Partial<Record<Measure, number | undefined>>>;

export interface TrialOptions {
  readonly bundles: Bundles;
  readonly warmRequests: number;
  /** For temporary files. */
  readonly folder: string;
}

/** Starts the servers that the trials need. */
export async function startTrials({ bundles, warmRequests, folder }: TrialOptions) {
  const { jwks, ...token } = createUserPoolKeys(email);
  const events = requestEvents(token);
  const certificate = createCertificate(folder);
  const loopback = await startLoopbackJwks(jwks);
  const distant = (roundTripMs: number) => startDistantJwks(jwks, { roundTripMs, certificate });
  const [near, middle, far] = [await distant(5), await distant(20), await distant(50)];

  const direct = async (contestant: Contestant, source: JwksSource, warmRequests = 0) => {
    const measured = await measure({ contestant, bundles, source, events, warmRequests, folder });
    return { ...measured, totalMs: measured.initMs + measured.firstMs };
  };
  const underRuntime = (contestant: Contestant, source: JwksSource, warmRequests = 0) => {
    const taskRoot = bundles.folderOf(contestant.id);
    const { handler = "index.handler" } = contestant;
    return measureUnderRuntime({ taskRoot, handler, env: environmentOf(contestant, source), events, warmRequests });
  };
  const away = ({ url }: { url: string }): JwksSource => ({ url, authority: certificate.file });

  const trials: readonly Trial[] = [
    async (contestant) => {
      const { initMs, totalMs } = await direct(contestant, { given: jwks });
      return { init: initMs, "first, JWKS given": totalMs };
    },
    async (contestant) => {
      const measured = await direct(contestant, loopback, warmRequests);
      return {
        "first, JWKS over loopback": measured.totalMs,
        memory: measured.rssBytes,
        "warm secured": measured.warmSecuredMs,
        "warm public": measured.warmPublicMs,
      };
    },
    async (contestant) => ({ "first, JWKS 5 ms away": (await direct(contestant, away(near))).totalMs }),
    async (contestant) => ({ "first, JWKS 20 ms away": (await direct(contestant, away(middle))).totalMs }),
    async (contestant) => ({ "first, JWKS 50 ms away": (await direct(contestant, away(far))).totalMs }),
    async (contestant) => {
      const { coldMs, warmMs } = await underRuntime(contestant, loopback, warmRequests / 4);
      return { "runtime cold": coldMs, "runtime warm": warmMs };
    },
    async (contestant) => ({ "runtime cold, JWKS 20 ms away": (await underRuntime(contestant, away(middle))).coldMs }),
  ];
  const close = () => Promise.all([loopback, near, middle, far].map((server) => server.close()));
  return { trials, close };
}
