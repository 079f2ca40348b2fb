package org.apache.http.entity.mime;

import java.io.File;
import org.apache.http.HttpEntity;

/** As much of Apache's class as a generated client compiles with; no test calls it. */
public interface MultipartEntityBuilder {
    static MultipartEntityBuilder create() {
        throw new UnsupportedOperationException();
    }

    MultipartEntityBuilder addBinaryBody(String name, File file);

    MultipartEntityBuilder addTextBody(String name, String text);

    HttpEntity build();
}
