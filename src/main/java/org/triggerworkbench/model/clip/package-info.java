/** CLIP in the Hugging Face layout: its towers, its tokenizer and its files. */
@NullMarked
package org.triggerworkbench.model.clip;

import org.jspecify.annotations.NullMarked;
