import type { Socket } from 'node:net';
import type { Document } from '../bson/codec.ts';
import { hello } from '../commands/admin.ts';
import { type Client, Request } from '../commands/context.ts';
import { RawBatch, type Reply } from '../commands/reading.ts';
import { runCommand } from '../commands/run.ts';
import type { Engine } from '../engine.ts';
import { CommandError, ProtocolError } from '../errors.ts';
import type { Log } from '../log.ts';
import { answer, type Message, messageLength, parseMessage } from './message.ts';
import { type Credentials, ScramConversation } from './scram.ts';

export interface ConnectionContext {
  engine: Engine;
  credentials: Credentials;
  /** `host:port` of the server, told to drivers. */
  address: string;
  log: Log;
}

/** Serves one client: its messages one after the other, until it goes or sends what cannot be understood. */
export class Connection {
  readonly #socket: Socket;
  readonly #context: ConnectionContext;
  readonly #client: Client;
  readonly #waiting: Message[] = [];
  #scram: ScramConversation;
  #chunks: Buffer[] = [];
  #size = 0;
  #isBusy = false;

  constructor(socket: Socket, id: number, context: ConnectionContext) {
    this.#socket = socket;
    this.#context = context;
    this.#client = { id, user: undefined, isGone: false };
    this.#scram = new ScramConversation(context.credentials);
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => context.engine.transactions.leave(this.#client));
  }

  #receive(bytes: Buffer): void {
    try {
      this.#chunks.push(bytes);
      this.#size += bytes.length;
      this.#parseAll();
    } catch (error) {
      this.#hangUp(error);
      return;
    }
    if (!this.#isBusy) this.#serve().catch((error) => this.#hangUp(error));
  }

  #parseAll(): void {
    while (this.#size >= 4) {
      const wanted = this.#chunks[0] as Buffer;
      const length = wanted.length >= 4 ? wanted.readInt32LE(0) : 0;
      if (this.#chunks.length > 1 && (length === 0 || this.#size >= length))
        this.#chunks = [Buffer.concat(this.#chunks)];
      const bytes = this.#chunks[0] as Buffer;
      const whole = messageLength(bytes);
      if (whole === 0) return;
      this.#waiting.push(parseMessage(bytes.subarray(0, whole)));
      this.#chunks = whole < bytes.length ? [bytes.subarray(whole)] : [];
      this.#size -= whole;
    }
  }

  async #serve(): Promise<void> {
    this.#isBusy = true;
    for (let message = this.#waiting.shift(); message; message = this.#waiting.shift()) {
      const reply = await this.#reply(message);
      if (this.#socket.destroyed) break;
      if (!message.isSilent) this.#socket.write(answer(message, reply));
    }
    this.#isBusy = false;
  }

  async #reply(message: Message): Promise<Reply> {
    try {
      const reply = await this.#run(message);
      return reply instanceof RawBatch ? reply : { ...reply, ok: 1 };
    } catch (error) {
      return this.#failure(error, message);
    }
  }

  async #run({ body, sequences, isQuery }: Message): Promise<Reply> {
    const request = new Request(this.#context.engine, this.#client, body, sequences);
    const { name } = request;
    if (name === 'hello' || name === 'ismaster' || name === 'isMaster') return this.#greet(request);
    if (isQuery) throw new CommandError(352, 'Unsupported OP_QUERY command. The client driver requires an upgrade.');
    if (name === 'saslStart') return this.#begin(body);
    if (name === 'saslContinue') return this.#proceed(body);
    if (this.#client.user === undefined && name !== 'ping')
      throw new CommandError(13, `Command ${name} requires authentication`);
    return runCommand(request);
  }

  #greet(request: Request): Reply {
    const greeting = hello(request, this.#context.address) as Document;
    const { speculativeAuthenticate } = request.body;
    if (speculativeAuthenticate?.mechanism !== 'SCRAM-SHA-256') return greeting;
    return { ...greeting, speculativeAuthenticate: this.#begin(speculativeAuthenticate) };
  }

  #begin(command: Document): Document {
    this.#scram = new ScramConversation(this.#context.credentials);
    return this.#scram.start(command);
  }

  #proceed(command: Document): Document {
    const reply = this.#scram.proceed(command);
    this.#client.user = this.#scram.user;
    return reply;
  }

  #failure(error: unknown, { body }: Message): Document {
    if (error instanceof CommandError) {
      const { code, codeName, message: errmsg, labels, extra } = error;
      return { ok: 0, errmsg, code, codeName, ...(labels.length > 0 ? { errorLabels: labels } : {}), ...extra };
    }
    this.#context.log('error', 'a command failed', {
      command: Object.keys(body)[0],
      error: String((error as Error).stack),
    });
    return { ok: 0, errmsg: `Internal error: ${(error as Error).message}`, code: 1, codeName: 'InternalError' };
  }

  #hangUp(error: unknown): void {
    const reason = error instanceof ProtocolError ? error.message : String(error);
    this.#context.log('warn', 'a connection is closed: its bytes are no message, or no answer could be made', {
      reason,
    });
    this.#socket.destroy();
  }
}
