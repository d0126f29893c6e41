import type { Connection } from 'mongoose';
import type { Cases } from './aftersales/service.ts';
import type { PreviewRules } from './approvals/preview.ts';
import type { Routing } from './approvals/reroute.ts';
import type { Audit } from './audit/service.ts';
import type { Inbox } from './chat/inbox.ts';
import type { Outbox } from './chat/outbox.ts';
import type { Posts } from './chat/posts.ts';
import type { Say } from './chat/say.ts';
import type { Sealer } from './chat/sealed.ts';
import type { Clock } from './clock.ts';
import type { Customer } from './customers/customer.ts';
import type { CustomerDesk } from './customers/desk.ts';
import type { Offers } from './customers/offers.ts';
import type { CustomerProfiles } from './customers/profile.ts';
import type { Batch } from './entry/batch/service.ts';
import type { Finder } from './entry/find/finder.ts';
import type { Feedbacks } from './feedback/service.ts';
import type { Files } from './files/store.ts';
import type { Log } from './log.ts';
import type { DeadLetterBox } from './machinery/dead-letters.ts';
import type { Timetable } from './machinery/timetable.ts';
import type { Newcomers } from './members/newcomers.ts';
import type { Members } from './members/service.ts';
import type { SignIn } from './members/sign-in.ts';
import type { Tokens } from './members/tokens.ts';
import type { Answers } from './notices/answers.ts';
import type { TellTrouble } from './notices/trouble.ts';
import type { Assign } from './orders/assign.ts';
import type { Doubles } from './orders/doubles.ts';
import type { Drafts } from './orders/draft.ts';
import type { OrderFinder } from './orders/find.ts';
import type { Moves } from './orders/move.ts';
import type { Payments } from './payments/service.ts';
import type { Prices } from './prices/service.ts';
import type { Product } from './products/product.ts';
import type { Products } from './products/service.ts';
import type { Purchases } from './purchases/service.ts';
import type { Recommendations } from './recommendations/service.ts';
import type { Pauses } from './reminders/pauses.ts';
import type { Reminders } from './reminders/service.ts';
import type { Reports } from './reports/service.ts';
import type { Reviews } from './reviews/service.ts';
import type { Risks } from './risks/service.ts';
import type { SettingsService } from './settings/service.ts';
import type { Stock } from './stock/service.ts';
import type { Suppliers } from './suppliers/service.ts';
import type { Supplier } from './suppliers/supplier.ts';
import type { Recurring } from './templates/recurring.ts';
import type { Templates } from './templates/service.ts';

/** The services of the desk, as commands and jobs use them. They are put together in `app.ts`. */
export type Desk = {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Log;
  /** Where people reach the desk, without a slash at the end. */
  readonly publicUrl: string;
  readonly settings: SettingsService;
  readonly previewRules: PreviewRules;
  readonly members: Members;
  readonly newcomers: Newcomers;
  readonly signIn: SignIn;
  /** What programs use the API with. */
  readonly tokens: Tokens;
  readonly audit: Audit;
  readonly customers: CustomerDesk;
  readonly products: Products;
  readonly prices: Prices;
  readonly profiles: CustomerProfiles;
  readonly offers: Offers;
  readonly findCustomer: Finder<Customer>;
  readonly findProduct: Finder<Product>;
  readonly suppliers: Suppliers;
  readonly findSupplier: Finder<Supplier>;
  readonly purchases: Purchases;
  readonly orders: OrderFinder;
  readonly drafts: Drafts;
  readonly doubles: Doubles;
  readonly batch: Batch;
  readonly templates: Templates;
  /** Makes the drafts of recurring templates. */
  readonly recurring: Recurring;
  readonly move: Moves;
  readonly stock: Stock;
  readonly assign: Assign;
  /** Moves open decisions when people, teams or settings change. */
  readonly routing: Routing;
  readonly payments: Payments;
  readonly cases: Cases;
  /** What customers may want next. */
  readonly recommendations: Recommendations;
  readonly feedback: Feedbacks;
  readonly reports: Reports;
  readonly reminders: Reminders;
  readonly pauses: Pauses;
  readonly reviews: Reviews;
  /** What may go wrong with open orders. */
  readonly risks: Risks;
  readonly files: Files;
  readonly sealer: Sealer;
  readonly inbox: Inbox;
  readonly posts: Posts;
  /** Cards that answer somebody. */
  readonly answers: Answers;
  readonly outbox: Outbox;
  /** What could not be sent. */
  readonly letters: DeadLetterBox;
  /** What runs when. */
  readonly timetable: Timetable;
  /** Tells admins that something of the desk itself fails, once a day. */
  readonly tellTrouble: TellTrouble;
  /** Whether people can use the web console. */
  readonly hasConsole: boolean;
  readonly say: Say;
};
