import type { Deed } from './deed.ts';
import { receive } from './goods/receive.ts';

/** The customer received one parcel, or all that are on the way. */
export const deliver: Deed = receive;
