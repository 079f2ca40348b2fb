<?php
// The functions of WordPress that docs/integrations/wordpress.md calls, as WordPress documents them, on PHP's own HTTP.

$wp_actions = [];
$wp_posts = [];
$wp_meta = [];

class WP_Error
{
    public function __construct(private string $message)
    {
    }

    public function get_error_message(): string
    {
        return $this->message;
    }
}

function add_action($hook, $callback, $priority = 10, $accepted = 1)
{
    global $wp_actions;
    $wp_actions[$hook][] = [$callback, $accepted];
}

function wp_insert_post($values)
{
    global $wp_actions, $wp_posts;
    $id = count($wp_posts) + 1;
    $wp_posts[$id] = (object) ($values + ['ID' => $id]);
    foreach ($wp_actions['save_post'] ?? [] as [$callback, $accepted]) {
        $callback(...array_slice([$id, $wp_posts[$id], false], 0, $accepted));
    }
    return $id;
}

function wp_is_post_revision($id)
{
    return false;
}

function wp_is_post_autosave($id)
{
    return false;
}

function wp_strip_all_tags($text)
{
    return trim(strip_tags($text));
}

function wp_json_encode($value)
{
    return json_encode($value);
}

function wp_remote_post($url, $given)
{
    $headers = [];
    foreach ($given['headers'] as $name => $value) {
        $headers[] = "$name: $value";
    }
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => implode("\r\n", $headers),
        'content' => $given['body'],
        'timeout' => $given['timeout'],
        'ignore_errors' => true,
    ]]);
    $body = @file_get_contents($url, false, $context);
    if ($body === false) {
        return new WP_Error(error_get_last()['message']);
    }
    return ['body' => $body, 'code' => (int) explode(' ', $http_response_header[0])[1]];
}

function is_wp_error($value)
{
    return $value instanceof WP_Error;
}

function wp_remote_retrieve_body($response)
{
    return $response['body'];
}

function wp_remote_retrieve_response_code($response)
{
    return $response['code'];
}

function update_post_meta($id, $key, $value)
{
    global $wp_meta;
    $wp_meta[$id][$key] = $value;
}

function get_post_meta($id, $key, $single)
{
    global $wp_meta;
    return $wp_meta[$id][$key] ?? '';
}
