/**
 * `.local/endpoints.json`: where the running system answers, for the demo, the plain server and other tools.
 * Written last, when everything answers, and removed at a clean exit.
 */
export interface Endpoints {
  readonly region: string;
  readonly stage: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** `http://127.0.0.1:9300` */
  readonly userPoolEndpoint: string;
  /** The gateway with the stage: `http://127.0.0.1:3000/dev` */
  readonly apiUrl: string;
  /** `http://localhost:5173`; null as long as there is no page. */
  readonly pageUrl: string | null;
  readonly inboxUrl: string;
}

export const endpointsFile = ".local/endpoints.json";
