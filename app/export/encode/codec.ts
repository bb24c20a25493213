/** Where packets go as they come; the bytes are the sink's. The first come with what a decoder has to be told. */
export type PacketSink = (packet: Uint8Array, description: Uint8Array | null) => void;

/** Turns sound into packets, one file long. */
export interface Codec {
  /** Interleaved frames at the encoding's rate, which are the codec's from now on; settles when there is room for more. */
  write(samples: Int16Array): Promise<void>;
  /** Gives out the packets that it still owes. */
  finish(): Promise<void>;
  /** Frees what it holds where the file is not going to be finished. */
  abandon(): Promise<void>;
}
