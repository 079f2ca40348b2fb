package javax.annotation;

/** Marks generated code; JDKs since 11 have it no more. */
public @interface Generated {
    String[] value();

    String date() default "";

    String comments() default "";
}
