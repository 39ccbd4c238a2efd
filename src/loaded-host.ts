// The program of loaded isolates as this Worker carries it: `scripts/build-loaded.ts` makes it before the Worker is bundled.
import host from "../dist/loaded/host.json" with { type: "json" };
import type { HostCode } from "./policy/load.ts";

export const LOADED_HOST = host as unknown as HostCode;
