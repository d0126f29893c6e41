import { type Connection, Schema } from 'mongoose';
import type { Address } from '../../src/chat/address.ts';
import type { SealedForm } from '../../src/chat/form.ts';
import { pagedCardModel } from '../../src/chat/pages.ts';
import { modelOf, prepareModels } from '../../src/database/model-of.ts';

/** A form that a card shows; `state` is what was typed so far, as JSON. */
export type KeptForm = { _id: string; form: SealedForm; state: string; person: Address; at: Date };
/** A picture that was uploaded, or a file that was sent to a conversation. */
export type SentFile = { _id: string; key: string; at: Date };
/** The tenant's token, encrypted. */
export type KeptToken = { _id: string; token: string; until: Date };
/** The direct conversation of a person, once Feishu has named it. */
export type DirectChat = { _id: string; chat: string };

const forms = new Schema<KeptForm>(
  { _id: String, form: Schema.Types.Mixed, state: String, person: String, at: Date },
  { collection: 'feishu_forms', versionKey: false, minimize: false },
);
forms.index({ at: 1 }, { expireAfterSeconds: 14 * 86_400 });

const files = new Schema<SentFile>(
  { _id: String, key: String, at: Date },
  { collection: 'feishu_files', versionKey: false },
);
files.index({ at: 1 }, { expireAfterSeconds: 90 * 86_400 });

const tokens = new Schema<KeptToken>(
  { _id: String, token: String, until: Date },
  { collection: 'feishu_tokens', versionKey: false },
);

const chats = new Schema<DirectChat>({ _id: String, chat: String }, { collection: 'feishu_chats', versionKey: false });

export const formModel = modelOf('FeishuForm', forms);
export const pageModel = pagedCardModel('FeishuPage', 'feishu_pages');
export const sentFileModel = modelOf('FeishuFile', files);
export const tokenModel = modelOf('FeishuToken', tokens);
export const chatModel = modelOf('FeishuChat', chats);

/** Makes what the adapter keeps, once. */
export const prepare = (connection: Connection): Promise<void> =>
  prepareModels(connection, [formModel, pageModel, sentFileModel, tokenModel, chatModel] as never);
