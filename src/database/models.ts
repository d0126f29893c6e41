import type { Connection, Model } from 'mongoose';
import { caseModel } from '../aftersales/model.ts';
import { routingModel } from '../approvals/reroute.ts';
import { auditModel } from '../audit/model.ts';
import { inboxModel } from '../chat/inbox.ts';
import { outboxModel } from '../chat/outbox-row.ts';
import { postModel } from '../chat/posts.ts';
import { sealedModel } from '../chat/sealed.ts';
import { followUpModel } from '../customers/follow-up-model.ts';
import { customerModel } from '../customers/model.ts';
import { rememberedModel } from '../entry/batch/remembered.ts';
import { workModel } from '../entry/batch/work.ts';
import { feedbackModel } from '../feedback/model.ts';
import { chunkModel, fileModel } from '../files/store.ts';
import { memberModel, teamModel } from '../members/model.ts';
import { newcomerModel } from '../members/newcomers.ts';
import { linkModel, sessionModel } from '../members/sessions.ts';
import { tokenModel } from '../members/token-model.ts';
import { orderModel } from '../orders/model.ts';
import { versionModel } from '../orders/versions.ts';
import { paymentModel } from '../payments/model.ts';
import { priceModel } from '../prices/model.ts';
import { costModel } from '../products/costs.ts';
import { productModel } from '../products/model.ts';
import { purchaseModel } from '../purchases/model.ts';
import { buildModel, companionModel } from '../recommendations/model.ts';
import { markModel } from '../reminders/marks.ts';
import { pauseModel } from '../reminders/pauses.ts';
import { reviewMarkModel } from '../reviews/model.ts';
import { riskMarkModel } from '../risks/marks.ts';
import { riskNewsModel } from '../risks/news.ts';
import { riskScanModel } from '../risks/scan.ts';
import { deltaModel, rollupModel, rollupStateModel } from '../rollups/model.ts';
import { settingsModel } from '../settings/model.ts';
import { stockMoveModel } from '../stock/ledger.ts';
import { supplierModel } from '../suppliers/model.ts';
import { templateModel } from '../templates/model.ts';

/** Every model whose indexes a migration makes. A new room adds a line here. */
export const models = (connection: Connection): Pick<Model<unknown>, 'createIndexes' | 'createCollection'>[] =>
  [
    auditModel,
    buildModel,
    caseModel,
    chunkModel,
    companionModel,
    customerModel,
    feedbackModel,
    fileModel,
    followUpModel,
    inboxModel,
    workModel,
    linkModel,
    markModel,
    memberModel,
    newcomerModel,
    orderModel,
    versionModel,
    outboxModel,
    pauseModel,
    paymentModel,
    postModel,
    priceModel,
    productModel,
    costModel,
    purchaseModel,
    rememberedModel,
    reviewMarkModel,
    riskMarkModel,
    riskNewsModel,
    riskScanModel,
    routingModel,
    rollupModel,
    deltaModel,
    rollupStateModel,
    sealedModel,
    sessionModel,
    settingsModel,
    stockMoveModel,
    supplierModel,
    teamModel,
    templateModel,
    tokenModel,
  ].map((model) => model(connection) as never);
