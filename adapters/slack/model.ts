import { type Connection, Schema } from 'mongoose';
import type { SealedForm } from '../../src/chat/form.ts';
import { pagedCardModel } from '../../src/chat/pages.ts';
import { modelOf, prepareModels } from '../../src/database/model-of.ts';
import type { Place } from './place.ts';

/** A form that a modal shows; `state` is what was typed so far, as JSON. */
export type KeptForm = { _id: string; form: SealedForm; state: string; place: Place; at: Date };
/** A file that was brought to a workspace: by Slack's id, last tried at; `isThere`, when Slack has said so. */
export type SentFile = { _id: string; slack: string; at: Date; isThere?: boolean };
/** A workspace that installed the desk; its token is encrypted. */
export type Install = { _id: string; name: string; token: string; botId: string; botUser: string; at: Date };

const forms = new Schema<KeptForm>(
  { _id: String, form: Schema.Types.Mixed, state: String, place: Schema.Types.Mixed, at: Date },
  { collection: 'slack_forms', versionKey: false, minimize: false },
);
forms.index({ at: 1 }, { expireAfterSeconds: 86_400 });

const files = new Schema<SentFile>(
  { _id: String, slack: String, at: Date, isThere: Boolean },
  { collection: 'slack_files', versionKey: false },
);
files.index({ at: 1 }, { expireAfterSeconds: 90 * 86_400 });

const installs = new Schema<Install>(
  { _id: String, name: String, token: String, botId: String, botUser: String, at: Date },
  { collection: 'slack_installs', versionKey: false },
);

export const formModel = modelOf('SlackForm', forms);
export const pageModel = pagedCardModel('SlackPage', 'slack_pages');
export const sentFileModel = modelOf('SlackFile', files);
export const installModel = modelOf('SlackInstall', installs);

/** Makes what the adapter keeps, once. */
export const prepare = (connection: Connection): Promise<void> =>
  prepareModels(connection, [formModel, pageModel, sentFileModel, installModel] as never);
