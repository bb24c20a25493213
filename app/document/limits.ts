/** Hears how much of a document has been read, from 0 to 1, never less than before. */
export type Report = (share: number) => void;

/** How much of a document is read before it is refused. Every field may be lowered for a test or a small machine. */
export interface Limits {
  /** Bytes of a file on disk. */
  fileBytes: number;
  /** Bytes of a file that is not an archive: text, markdown, html. */
  textBytes: number;
  /** UTF-16 units of one piece of markup or markdown, pictures written into it (`data:`) not counted. */
  markupLength: number;
  /** Characters with a meaning of their own (`<`, `&`, `*`, line ends) in one piece of source. */
  marks: number;
  /** UTF-16 units of text in the whole document. */
  textLength: number;
  paragraphs: number;
  /** Entries in the directory of an archive. */
  entries: number;
  /** Bytes of one entry, inflated. */
  entryBytes: number;
  /** Bytes of all entries, inflated. */
  archiveBytes: number;
  /** Inflated over deflated size of an entry larger than 1 MB. */
  ratio: number;
  /** Pages of a PDF. */
  pages: number;
  /** How long parsing may take without getting ahead, in ms; five times as long in all. */
  milliseconds: number;
  /** Heap of the worker, in MB. */
  heapMegabytes: number;
  /** What the worker may hold beside its heap, in MB: bytes of files, inflated streams. */
  nativeMegabytes: number;
}

/**
 * For scale: "War and Peace" is 3.2 MB as text and 4 MB as one HTML page of 50,000 tags and 12,000 paragraphs.
 * `marks`, `markupLength` and `heapMegabytes` belong together. Measured with linkedom and marked, a mark costs up to
 * 800 bytes, so ordinary excess ends in a refusal, and the worst found (one tag of 2.6 million attributes) runs into
 * the heap's limit in small steps, which a worker survives, at 650 MB for the whole process.
 */
export const defaultLimits: Limits = {
  fileBytes: 100_000_000,
  textBytes: 20_000_000,
  markupLength: 8_000_000,
  marks: 500_000,
  // About 3.5 million words, or two weeks of speech.
  textLength: 20_000_000,
  paragraphs: 300_000,
  // Large EPUBs have some 5,000 files, most of them pictures.
  entries: 10_000,
  entryBytes: 50_000_000,
  archiveBytes: 300_000_000,
  // Deflate gives 3 to 5 on prose and up to about 50 on repetitive markup; its ceiling of 1,032 takes intent.
  ratio: 200,
  pages: 20_000,
  milliseconds: 30_000,
  heapMegabytes: 512,
  nativeMegabytes: 400,
};
