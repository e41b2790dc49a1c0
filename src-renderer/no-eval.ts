/**
 * Has to be the first import: schemas probe for `eval` as they are made, and the page's content security policy reports
 * each such probe as a violation.
 */
import { z } from "zod";

z.config({ jitless: true });
