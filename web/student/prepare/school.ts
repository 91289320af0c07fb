import * as v from 'valibot';
import { type Reply, ask } from '../../../scoring/journal/network.ts';
import { type DeviceReport, Preparation } from '../../../scoring/wire/preparation.ts';
import { post } from '../server.ts';

/** What the class code prepares a device for. */
export function askPreparation(sitting: string, code: string): Promise<Reply<Preparation>> {
  return ask(post, Preparation, `/api/v1/sittings/${sitting}/preparation`, { code });
}

/** How this device stands, for the board. */
export function reportDevice(sitting: string, report: DeviceReport): Promise<Reply<null>> {
  return ask(post, v.null(), `/api/v1/sittings/${sitting}/devices`, report);
}
